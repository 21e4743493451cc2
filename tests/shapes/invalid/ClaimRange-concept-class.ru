PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-category cg:valueConcept ?o } INSERT { :c-category cg:valueConcept :nowhere } WHERE { :c-category cg:valueConcept ?o }
