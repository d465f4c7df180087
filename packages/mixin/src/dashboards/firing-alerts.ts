import { AnnotationQueryBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { chosenDatasource } from './chosen-datasource.js';
import { chosenMatchers } from './chosen-matchers.js';

/** Marks in every graph the time in which alerts of the chosen services fire. Not all of them have an instance. */
export function firingAlerts(targetLabels: readonly string[]): AnnotationQueryBuilder {
  const ofService = targetLabels.filter((label) => label !== 'instance');
  return new AnnotationQueryBuilder()
    .name('Alerts that fire')
    .datasource(chosenDatasource)
    .enable(true)
    .iconColor('red')
    .expr(`ALERTS{${['alertstate="firing"', chosenMatchers(ofService)].join(', ')}}`)
    .titleFormat('{{alertname}}')
    .tagKeys('severity,slo,instance');
}
