PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :a1 cg:sha256 ?o } INSERT { :a1 cg:sha256 "zz!" } WHERE { :a1 cg:sha256 ?o }
