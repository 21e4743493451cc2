PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE WHERE { <https://example.org/a1#char=60,70> cg:ofArticle ?o }
