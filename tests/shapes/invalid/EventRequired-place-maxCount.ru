PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
INSERT DATA { :north a cg:Place ; skos:prefLabel "North"@en . :flood cg:eventPlace :north }
