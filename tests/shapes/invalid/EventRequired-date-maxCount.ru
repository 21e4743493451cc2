PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
PREFIX edtf: <http://id.loc.gov/datatypes/edtf/>
INSERT DATA { :flood cg:eventDate "2022-03-02"^^edtf:EDTF }
