PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :t-mayor cg:depth ?o } INSERT { :t-mayor cg:depth "x" } WHERE { :t-mayor cg:depth ?o }
