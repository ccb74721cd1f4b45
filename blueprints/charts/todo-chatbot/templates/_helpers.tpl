{{/* Labels that the selectors use: they cannot change once a Deployment exists. */}}
{{- define "todo-chatbot.selector" -}}
app: {{ .name }}
{{- end }}

{{/* Labels of every object. Called with (dict "root" $ "service" .Values.frontend). */}}
{{- define "todo-chatbot.labels" -}}
{{ include "todo-chatbot.selector" .service }}
app.kubernetes.io/name: {{ .service.name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/part-of: {{ .root.Chart.Name }}
app.kubernetes.io/version: {{ .service.image.tag | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version }}
{{- end }}

{{- define "todo-chatbot.image" -}}
{{- with .root.Values.imageRegistry }}{{ trimSuffix "/" . }}/{{ end -}}
{{ .service.image.repository }}:{{ .service.image.tag }}
{{- end }}

{{- define "todo-chatbot.probe" -}}
httpGet:
  path: {{ .path }}
  port: http
initialDelaySeconds: {{ .initialDelaySeconds }}
periodSeconds: {{ .periodSeconds }}
timeoutSeconds: {{ .timeoutSeconds }}
failureThreshold: {{ .failureThreshold }}
{{- end }}
