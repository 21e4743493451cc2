PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :a1 cg:language ?o } INSERT { :a1 cg:language "zz!" } WHERE { :a1 cg:language ?o }
