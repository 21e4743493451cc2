PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE WHERE { <https://example.org/a1#char=80,90> cg:reason ?o }
