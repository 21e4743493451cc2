PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :year cg:edtf ?o } INSERT { :year cg:edtf "x" } WHERE { :year cg:edtf ?o }
