PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { <https://example.org/a1#char=60,70> cg:ofArticle ?o } INSERT { <https://example.org/a1#char=60,70> cg:ofArticle :nowhere } WHERE { <https://example.org/a1#char=60,70> cg:ofArticle ?o }
