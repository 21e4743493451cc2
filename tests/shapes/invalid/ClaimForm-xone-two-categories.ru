PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
INSERT DATA { :c-category cg:valueConcept :worse . :worse a cg:Concept ; skos:prefLabel "the worse"@en }
