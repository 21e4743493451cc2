PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :f1 cg:claim ?o } INSERT { :f1 cg:claim :nowhere } WHERE { :f1 cg:claim ?o }
