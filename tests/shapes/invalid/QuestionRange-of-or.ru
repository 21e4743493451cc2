PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :q-standing cg:of ?o } INSERT { :q-standing cg:of :land } WHERE { :q-standing cg:of ?o }
