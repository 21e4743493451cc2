PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-truth cg:replaces ?o } INSERT { :c-truth cg:replaces :nowhere } WHERE { :c-truth cg:replaces ?o }
