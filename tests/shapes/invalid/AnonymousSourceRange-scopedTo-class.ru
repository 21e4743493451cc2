PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :official cg:scopedTo ?o } INSERT { :official cg:scopedTo :nowhere } WHERE { :official cg:scopedTo ?o }
