PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :length cg:unit ?o } INSERT { :length cg:unit "months" } WHERE { :length cg:unit ?o }
