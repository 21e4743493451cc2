PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-money cg:rate ?o } INSERT { :c-money cg:rate 0.0 } WHERE { :c-money cg:rate ?o }
