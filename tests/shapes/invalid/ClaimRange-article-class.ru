PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-exact cg:inArticle ?o } INSERT { :c-exact cg:inArticle :nowhere } WHERE { :c-exact cg:inArticle ?o }
