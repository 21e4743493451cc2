PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
INSERT DATA { :c-money cg:prices "2016" }
