PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-truth cg:retracts ?o } INSERT { :c-truth cg:retracts :nowhere } WHERE { :c-truth cg:retracts ?o }
