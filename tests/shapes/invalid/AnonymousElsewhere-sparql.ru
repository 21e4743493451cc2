PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :official cg:scopedTo ?o } INSERT { :official cg:scopedTo :a2 } WHERE { :official cg:scopedTo ?o }
