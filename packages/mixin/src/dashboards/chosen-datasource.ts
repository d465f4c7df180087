/** The data source that is chosen at the top of a dashboard. */
export const chosenDatasource = { type: 'prometheus', uid: '$datasource' };
