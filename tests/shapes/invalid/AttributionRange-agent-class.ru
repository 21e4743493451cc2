PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :t-mayor cg:agent ?o } INSERT { :t-mayor cg:agent :nowhere } WHERE { :t-mayor cg:agent ?o }
