PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
INSERT DATA { :r1 cg:reviewState cg:review-a-wrong }
