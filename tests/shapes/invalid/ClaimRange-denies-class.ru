PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-truth cg:denies ?o } INSERT { :c-truth cg:denies :nowhere } WHERE { :c-truth cg:denies ?o }
