PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
INSERT { :figures cg:sha256 "5555555555555555555555555555555555555555555555555555555555555555" } WHERE {}
