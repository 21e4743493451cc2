PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-exact cg:mainEvidence ?o } INSERT { :c-exact cg:mainEvidence :nowhere } WHERE { :c-exact cg:mainEvidence ?o }
