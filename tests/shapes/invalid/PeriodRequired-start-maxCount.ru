PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
INSERT DATA { :year cg:start "2020-06-01"^^<http://www.w3.org/2001/XMLSchema#date> }
