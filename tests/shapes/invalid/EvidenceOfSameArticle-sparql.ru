PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
INSERT DATA { :c-exact cg:evidence <https://example.org/a2#char=0,10> }
