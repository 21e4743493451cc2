PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :remark cg:valueType ?o } INSERT { :remark cg:valueType "nothing" } WHERE { :remark cg:valueType ?o }
