PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :parts cg:part ?o } INSERT { :parts cg:part :nowhere } WHERE { :parts cg:part ?o }
