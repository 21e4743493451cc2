PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-exact cg:modality ?o } INSERT { :c-exact cg:modality :nowhere } WHERE { :c-exact cg:modality ?o }
