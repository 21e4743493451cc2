PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :parts cg:whole ?o } INSERT { :parts cg:whole :nowhere } WHERE { :parts cg:whole ?o }
