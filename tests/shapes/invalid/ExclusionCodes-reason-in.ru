PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { <https://example.org/a1#char=80,90> cg:reason ?o } INSERT { <https://example.org/a1#char=80,90> cg:reason cg:nothing } WHERE { <https://example.org/a1#char=80,90> cg:reason ?o }
