PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :q-open cg:comparableTo :q-open } INSERT { :q-open cg:comparableTo :q-remark . :q-remark cg:comparableTo :q-open } WHERE { }
