PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :length cg:unit ?o } WHERE { :length cg:unit ?o }
