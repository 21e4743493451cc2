PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :release cg:publisher ?o } INSERT { :release cg:publisher :nowhere } WHERE { :release cg:publisher ?o }
