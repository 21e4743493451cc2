PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { <https://example.org/a1#char=60,70> cg:quoteDigest ?o } INSERT { <https://example.org/a1#char=60,70> cg:quoteDigest "zz!" } WHERE { <https://example.org/a1#char=60,70> cg:quoteDigest ?o }
