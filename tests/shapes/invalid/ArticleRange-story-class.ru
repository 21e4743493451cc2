PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :a1 cg:inStory ?o } INSERT { :a1 cg:inStory :nowhere } WHERE { :a1 cg:inStory ?o }
