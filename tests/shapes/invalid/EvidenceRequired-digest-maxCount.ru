PREFIX cg: <https://w3id.org/claimgraph/ns#>
INSERT DATA { <https://example.org/a1#char=60,70> cg:spanDigest "sha256:4444444444444444444444444444444444444444444444444444444444444444" }
