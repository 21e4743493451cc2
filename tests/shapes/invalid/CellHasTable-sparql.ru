PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :a3 cg:inTable ?table } WHERE { :a3 cg:inTable ?table }
