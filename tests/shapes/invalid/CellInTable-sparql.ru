PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :figures cg:rows 9 } INSERT { :figures cg:rows 4 } WHERE {}
