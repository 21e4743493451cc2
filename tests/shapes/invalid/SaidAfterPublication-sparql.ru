PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
PREFIX edtf: <http://id.loc.gov/datatypes/edtf/>
DELETE { :c-exact cg:saidOn ?o } INSERT { :c-exact cg:saidOn "2022-03-05"^^edtf:EDTF } WHERE { :c-exact cg:saidOn ?o }
