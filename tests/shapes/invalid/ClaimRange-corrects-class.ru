PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-truth cg:corrects ?o } INSERT { :c-truth cg:corrects :nowhere } WHERE { :c-truth cg:corrects ?o }
