PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
PREFIX edtf: <http://id.loc.gov/datatypes/edtf/>
INSERT DATA { :c-date cg:valueEDTF "2022"^^edtf:EDTF }
