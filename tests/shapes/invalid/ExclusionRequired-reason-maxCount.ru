PREFIX cg: <https://w3id.org/claimgraph/ns#>
INSERT DATA { <https://example.org/a1#char=80,90> cg:reason cg:reason-furniture }
