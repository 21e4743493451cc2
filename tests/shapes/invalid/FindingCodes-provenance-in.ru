PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :f1 cg:provenance ?o } INSERT { :f1 cg:provenance cg:nothing } WHERE { :f1 cg:provenance ?o }
