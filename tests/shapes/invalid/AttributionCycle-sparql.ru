PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
INSERT DATA { :t-loop a cg:Attribution ; cg:agent :mayor ; cg:depth 1 ; cg:reportedBy :t-loop }
