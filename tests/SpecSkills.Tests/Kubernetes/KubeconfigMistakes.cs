using Xunit;

namespace SpecSkills.Tests.Kubernetes;

/// <summary>A good kubeconfig, and single mistakes in it with what is said about each.</summary>
public static class KubeconfigMistakes
{
    public const string Good = """
        apiVersion: v1
        kind: Config
        current-context: dev
        preferences: {}
        clusters:
        - name: here
          cluster:
            server: https://127.0.0.1:6443
        users:
        - name: me
          user:
            token: s3cret-token
        contexts:
        - name: dev
          context: {cluster: here, user: me, namespace: team}
        - name: bare
          context: {cluster: here}
        - name: lost
          context: {cluster: gone, user: me}
        """;

    /// <summary>
    /// Name of the case, the replaced text, its replacement, and what is said (the file's path left out).
    /// </summary>
    public static TheoryData<string, string, string, string> All => new()
    {
        {
            "a wrong scheme", "https://127.0.0.1:6443", "ftp://127.0.0.1",
            ":8: clusters[0].cluster.server: found 'ftp://127.0.0.1'; allowed is an address beginning with https:// " +
            "or " +
            "http://, without user, query or fragment; correct the address."
        },
        {
            "a password in the address", "https://127.0.0.1:6443", "https://me:hunter2@127.0.0.1",
            ":8: clusters[0].cluster.server: found an address with a user; allowed is an address beginning with " +
            "https:// or " +
            "http://, without user, query or fragment; correct the address."
        },
        {
            "a token in the open", "https://127.0.0.1:6443", "http://10.0.0.1:8080",
            ":8: clusters[0].cluster.server: found http to another machine, with a credential; allowed is https; the " +
            "token " +
            "would be readable on the way; use the API server's https address."
        },
        {
            "no server", "server: https://127.0.0.1:6443", "tls-server-name: x",
            ":8: clusters[0].cluster.server: found nothing; allowed is an address beginning with https:// or " +
            "http://, " +
            "" +
            "" +
            "" +
            "" +
            "" +
            "" +
            "" +
            "without user, query or fragment; add the address of the API server."
        },
        {
            "a flag that is none", "server: https://127.0.0.1:6443",
            "server: https://127.0.0.1:6443\n    insecure-skip-tls-verify: 'yes'",
            ":9: clusters[0].cluster.insecure-skip-tls-verify: found a text; allowed is true or false; write one of " +
            "the two, " +
            "unquoted."
        },
        {
            "a token with a blank", "token: s3cret-token", "token: \"s3cret\\r\\nX-Evil: 1\"",
            ":12: users[0].user.token: found text with blanks or other characters no header may carry (not shown); " +
            "allowed is " +
            "a token of visible ASCII characters; fetch the token anew."
        },
        {
            "a password", "token: s3cret-token", "username: admin\n    password: hunter2",
            ":12: users[0].user.username: found a user name and password; allowed is token, tokenFile, client " +
            "certificate or " +
            "exec; Kubernetes removed basic authentication in 1.19; use a service account's token."
        },
        {
            "an auth provider", "token: s3cret-token", "auth-provider: {name: gcp}",
            ":12: users[0].user.auth-provider: found a legacy auth provider; allowed is token, tokenFile, client " +
            "certificate " +
            "or exec; Kubernetes removed auth providers in 1.26; use the provider's exec program " +
            "(gke-gcloud-auth-plugin, " +
            "kubelogin) instead."
        },
        {
            "impersonation", "token: s3cret-token", "token: s3cret-token\n    as: root",
            ":13: users[0].user.as: found impersonation; allowed is acting as oneself; the audit record must name " +
            "who " +
            "" +
            "" +
            "" +
            "" +
            "" +
            "" +
            "" +
            "acted; " +
            "use that user's own credential."
        },
        {
            "a key without its certificate", "token: s3cret-token", "client-key-data: aHVudGVyMg==",
            ":12: users[0].user.client-certificate: found nothing; allowed is a certificate and its key together; " +
            "add " +
            "" +
            "" +
            "" +
            "" +
            "" +
            "" +
            "" +
            "the " +
            "other of the two."
        },
        {
            "certificates that are none", "token: s3cret-token",
            "client-key-data: aHVudGVyMg==\n    client-certificate-data: aHVudGVyMg==",
            ":13: users[0].user.client-certificate-data: found a certificate and a key that are not PEM or do not " +
            "belong " +
            "together; allowed is a PEM certificate with its own, unencrypted PEM key; fetch the credentials anew."
        },
        {
            "an authority that is no base64", "server: https://127.0.0.1:6443",
            "server: https://127.0.0.1:6443\n    certificate-authority-data: '%%%'",
            ":9: clusters[0].cluster.certificate-authority-data: found text that is not base64; allowed is the " +
            "base64 " +
            "" +
            "" +
            "" +
            "" +
            "" +
            "" +
            "" +
            "of a PEM " +
            "file on one line; fetch the credentials anew."
        },
        {
            "an authority that is not there", "server: https://127.0.0.1:6443",
            "server: https://127.0.0.1:6443\n    certificate-authority: ca.crt",
            ":9: clusters[0].cluster.certificate-authority: found 'ca.crt', which cannot be read; allowed is a " +
            "readable PEM " +
            "file of at most 1 MiB; check the path and its permissions."
        },
        {
            "exec of an old version", "token: s3cret-token",
            "exec: {apiVersion: client.authentication.k8s.io/v1alpha1, command: x}",
            ":12: users[0].user.exec.apiVersion: found 'client.authentication.k8s.io/v1alpha1'; allowed is " +
            "client.authentication.k8s.io/v1 or v1beta1; update the exec program and its entry."
        },
        {
            "exec that asks a person", "token: s3cret-token",
            "exec: {apiVersion: client.authentication.k8s.io/v1, command: x, interactiveMode: Always}",
            ":12: users[0].user.exec.interactiveMode: found 'Always'; allowed is Never or IfAvailable; an automated " +
            "agent has " +
            "no person to ask; use a credential that needs none."
        },
        {
            "a mapping where a text belongs", "token: s3cret-token", "token: {a: b}",
            ":12: users[0].user.token: found a mapping; allowed is a text; write it on one line."
        },
        {
            "another kind", "kind: Config", "kind: Deployment",
            ":2: kind: found 'Deployment'; allowed is Config; name a kubeconfig, not another manifest."
        },
        {
            "a key twice", "kind: Config", "kind: Config\nkind: Config",
            ":3:1: this is not YAML, or a key stands twice; correct the line or write the file anew with 'kubectl " +
            "config'."
        },
        {
            "an alias", "preferences: {}", "preferences: &a {}\nother: *a",
            ": the file has aliases or far too many values; a kubeconfig has neither; name the right file."
        },
        {
            "a missing user", "user: me, namespace: team", "user: you",
            ":15: contexts[0].context.user: found 'you'; allowed is one of 'me'; correct the user's name."
        },
    };
}
