PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
INSERT DATA { :c-exact cg:saidOn "2021-06"^^<http://id.loc.gov/datatypes/edtf/EDTF> }
