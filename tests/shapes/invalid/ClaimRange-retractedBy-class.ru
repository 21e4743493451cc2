PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-category cg:retractedBy ?o } INSERT { :c-category cg:retractedBy :nowhere } WHERE { :c-category cg:retractedBy ?o }
