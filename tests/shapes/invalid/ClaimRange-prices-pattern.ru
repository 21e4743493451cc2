PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-money cg:prices ?o } INSERT { :c-money cg:prices "2015 dollars" } WHERE { :c-money cg:prices ?o }
