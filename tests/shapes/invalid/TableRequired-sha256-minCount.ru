PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :figures cg:sha256 ?o } WHERE { :figures cg:sha256 ?o }
