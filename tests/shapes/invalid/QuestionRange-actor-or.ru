PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :q-dead cg:actor ?o } INSERT { :q-dead cg:actor :toll } WHERE { :q-dead cg:actor ?o }
