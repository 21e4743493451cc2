PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
INSERT DATA { :c-exact cg:mainEvidence <https://example.org/a1#char=60,70> }
